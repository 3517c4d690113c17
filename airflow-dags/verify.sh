#!/usr/bin/env bash
# Makes the Python environment of the tests in target/venv, if it is not there yet, and runs the Python checks in it.
# Called by `mvn verify`; runs by itself too, once `mvn package` has made jobs/target/canbao.jar. Settings (environment):
#   CANBAO_PYTHON       a Python 3.11; empty: python3.11 or python3 on the PATH
#   CANBAO_SKIP_PYTHON  anything but empty or "false": only say that the checks were left out
#   CANBAO_SKIP_TESTS   the same for Maven's -DskipTests
#   JAVA_HOME           the Java that runs the jar; empty: java on the PATH
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly venv=target/venv
readonly stamp=$venv/installed.sha256

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

# The environment depends on the pins and on the interpreter.
fingerprint() {
  { "$1" -c 'import sys; print(sys.version, sys.base_prefix)'; cat requirements-test.txt; } | sha256sum
}

make_environment() {
  local python=$1
  if [[ -f $stamp && $(<"$stamp") == "$(fingerprint "$python")" ]]; then
    return
  fi
  printf 'airflow-dags: making the Python environment in airflow-dags/%s\n' "$venv"
  rm -rf "$venv"
  "$python" -m venv "$venv" || fail 'The Python environment cannot be made' "'$python -m venv' failed" \
    'Install the venv module of this Python (Debian: python3.11-venv), or name another with -Dcanbao.python'
  "$venv/bin/python" -m pip install --no-input --disable-pip-version-check -q --no-deps -r requirements-test.txt \
    || fail 'The packages of requirements-test.txt cannot be installed' 'pip says above what it could not get' \
      'Check the package index and proxy that pip is set to, or leave the checks out with -Dcanbao.skipPython'
  local missing
  missing=$("$venv/bin/python" -m pip check --disable-pip-version-check) \
    || fail 'requirements-test.txt is incomplete' "$missing" 'Pin there what is missing'
  fingerprint "$python" >"$stamp"
}

if is_set "${CANBAO_SKIP_PYTHON:-}"; then
  echo 'airflow-dags: WARNING: the Python checks were left out (canbao.skipPython)'
  exit 0
fi
if is_set "${CANBAO_SKIP_TESTS:-}"; then
  echo 'airflow-dags: the Python checks were left out (skipTests)'
  exit 0
fi
[[ -f ../jobs/target/canbao.jar ]] \
  || fail 'There is no jobs/target/canbao.jar' 'it was not packaged' 'Run mvn -DskipTests package first'

# What the caller's shell says about Python is about another environment.
unset PYTHONHOME PYTHONPATH
export PYTHONUTF8=1 PYTHONPYCACHEPREFIX=$PWD/target/pycache

python=$(find_python)
make_environment "$python"
in_venv() { "$venv/bin/python" -m "$@"; }
in_venv ruff check --quiet
in_venv ruff format --check --quiet
in_venv mypy --strict --no-error-summary
in_venv pytest
