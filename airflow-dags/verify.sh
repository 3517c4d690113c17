#!/usr/bin/env bash
# Makes the Python environments below target, if they are not there yet, and runs the Python checks in them.
#   verify.sh dags  what is written in Python: ruff, mypy, and the DAGs' tests
#   verify.sh jar   what needs jobs/target/canbao.jar, which `mvn package` makes: that the DAGs fit its commands, readers of its lake
#   verify.sh       all of it
# Called by `mvn verify`, which lets the first run beside the tests in Java. Settings (environment):
#   CANBAO_PYTHON       a Python 3.11; empty: python3.11 or python3 on the PATH
#   CANBAO_SKIP_PYTHON  anything but empty or "false": only say that the checks were left out
#   CANBAO_SKIP_TESTS   the same for Maven's -DskipTests
#   CANBAO_NIGHTS       anything but empty or "false": also nights on Airflow's scheduler with the real Spark, ten minutes more
#   JAVA_HOME           the Java that runs the jar; empty: java on the PATH
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Three environments: what reads the lake without Spark, Airflow with the DAGs, and Spark. Airflow's provider brings a package
# pyspark without jars, so that Airflow and Spark cannot live in one.
readonly venv=target/venv
readonly airflow=target/airflow
readonly spark=target/spark

# Maven passes -Dcanbao.skipPython without a value as "true".
is_set() { [[ -n $1 && $1 != false ]]; }

# fail PROBLEM REASON REMEDY
fail() {
  printf 'airflow-dags: %s: %s.\n  %s.\n' "$1" "$2" "$3" >&2
  exit 1
}

is_python_3_11() {
  "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

find_python() {
  local candidate
  for candidate in ${CANBAO_PYTHON:+"$CANBAO_PYTHON"} python3.11 python3; do
    if is_python_3_11 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    elif [[ -n ${CANBAO_PYTHON:-} ]]; then
      fail "'$CANBAO_PYTHON' cannot be used" 'it does not run or is not Python 3.11' \
        'Give -Dcanbao.python=/path/to/python3.11, or leave the Python checks out with -Dcanbao.skipPython'
    fi
  done
  fail 'No Python 3.11 was found' 'neither python3.11 nor python3 on the PATH is one' \
    'Install it, name it with -Dcanbao.python=/path/to/python3.11, or leave the checks out with -Dcanbao.skipPython'
}

# fingerprint PYTHON FILE...: an environment depends on what is asked for, on the pins and on the interpreter.
fingerprint() {
  { "$1" -c 'import sys; print(sys.version, sys.base_prefix)'; cat "${@:2}" constraints.txt; } | sha256sum
}

# make_environment PYTHON FOLDER FILE...: with the packages that the files ask for, if it is not there yet.
make_environment() {
  local python=$1 folder=$2
  shift 2
  local stamp=$folder/installed.sha256
  if [[ -f $stamp && $(<"$stamp") == "$(fingerprint "$python" "$@")" ]]; then
    return
  fi
  printf 'airflow-dags: making the Python environment in airflow-dags/%s\n' "$folder"
  rm -rf "$folder"
  "$python" -m venv "$folder" || fail 'The Python environment cannot be made' "'$python -m venv' failed" \
    'Install the venv module of this Python (Debian: python3.11-venv), or name another with -Dcanbao.python'
  "$folder/bin/python" -m pip install --no-input --disable-pip-version-check -q -c constraints.txt "${@/#/-r}" \
    || fail "The packages of $* cannot be installed" 'pip says above what it could not get' \
      'Check the package index and proxy that pip is set to, or leave the checks out with -Dcanbao.skipPython'
  local unpinned
  # grep ends with 1 when it finds nothing, which is as it should be.
  unpinned=$("$folder/bin/python" -m pip freeze --disable-pip-version-check | { grep -vxFf constraints.txt || true; } | tr '\n' ' ')
  [[ -z $unpinned ]] || fail "$* brings packages that are not pinned" "$unpinned" 'Add them to constraints.txt'
  fingerprint "$python" "$@" >"$stamp"
}

if is_set "${CANBAO_SKIP_PYTHON:-}"; then
  echo 'airflow-dags: WARNING: the Python checks were left out (canbao.skipPython)'
  exit 0
fi
if is_set "${CANBAO_SKIP_TESTS:-}"; then
  echo 'airflow-dags: the Python checks were left out (skipTests)'
  exit 0
fi
# What the caller's shell says about Python is about another environment.
unset PYTHONHOME PYTHONPATH SPARK_HOME
export PYTHONUTF8=1 PYTHONPYCACHEPREFIX=$PWD/target/pycache

python=$(find_python)
make_environment "$python" "$venv" requirements-test.txt
make_environment "$python" "$airflow" requirements.txt requirements-dag-tests.txt

in_venv() { "$venv/bin/python" -m "$@"; }
in_airflow() { "$airflow/bin/python" -m "$@"; }

# The one file of the DAGs' tests that asks the jar.
readonly with_jar=dag_tests/test_commands.py

check_dags() {
  in_venv ruff check --quiet
  in_venv ruff format --check --quiet
  in_venv mypy --strict --no-error-summary
  MYPYPATH=tests:dag_tests:night_tests in_venv mypy --strict --no-error-summary night_tests
  in_airflow mypy --strict --no-error-summary dags dag_tests
  in_airflow pytest -c dag_tests/pytest.ini --ignore "$with_jar" dag_tests
}

check_jar() {
  local jar
  for jar in canbao.jar canbao-spark.jar; do
    [[ -f ../jobs/target/$jar ]] || fail "There is no jobs/target/$jar" 'it was not packaged' 'Run mvn -DskipTests package first'
  done
  in_airflow pytest -c dag_tests/pytest.ini "$with_jar"
  in_venv pytest
  if is_set "${CANBAO_NIGHTS:-}"; then
    [[ -f target/openlineage/openlineage-spark.jar ]] || fail 'There is no target/openlineage/openlineage-spark.jar' \
      'Maven copies it there' 'Run mvn -DskipTests -Dcanbao.nights verify first'
    make_environment "$python" "$spark" requirements-spark.txt
    in_venv pytest -c night_tests/pytest.ini night_tests
  else
    echo 'airflow-dags: the nights on the scheduler were left out; they are asked for by -Dcanbao.nights'
  fi
}

case ${1:-all} in
  dags) check_dags ;;
  jar) check_jar ;;
  all)
    check_dags
    check_jar
    ;;
  *) fail "'$1' is no set of checks" 'there are dags and jar' 'Give one of them, or nothing for all' ;;
esac
