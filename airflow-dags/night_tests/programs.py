"""Where the programs lie that the nights are made of, and how they are started."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "airflow-dags" / "target"
JAR = ROOT / "jobs" / "target" / "canbao.jar"
SPARK_JAR = JAR.with_name("canbao-spark.jar")
AIRFLOW = TARGET / "airflow" / "bin"
SPARK_HOME = TARGET / "spark" / "lib" / "python3.11" / "site-packages" / "pyspark"

# On a province this small the optimising compiler and its many threads cost more than they save.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

# Both lakes must know people by the same pseudonyms.
SECRET = "the same for both lakes, of no use elsewhere"


def canbao(*arguments: str, folder: Path) -> int:
    """The exit code of a command of canbao.jar; what it prints is added to `canbao.log` in the folder."""
    with (folder / "canbao.log").open("a") as log:
        return subprocess.run(
            [java(), *QUICK_START, "-jar", str(JAR), *arguments, "--conf", f"{folder}/conf"],
            env=os.environ | {"CANBAO_SECRET": SECRET},
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=600,
            check=False,
        ).returncode


def options_of_java(folder: Path, *options: str) -> str:
    """A word of a command line of `java` for options that may change from one start to the next."""
    file = folder / "java.options"
    file.write_text("\n".join((*QUICK_START, *options)))
    return f"@{file}"


def keep_classes(folder: Path) -> None:
    """The next JVM writes what it has loaded to an archive when it ends."""
    options_of_java(folder, f"-XX:ArchiveClassesAtExit={folder}/classes.jsa", "-Xlog:cds*=error")


def use_kept_classes(folder: Path) -> None:
    """JVMs take Spark's classes from the archive, which saves a third of the time of a small step."""
    options_of_java(folder, f"-XX:SharedArchiveFile={folder}/classes.jsa", "-Xlog:cds*=error")


def spark_environment(folder: Path) -> dict[str, str]:
    """What spark-submit needs in the worker's environment. Spark's own settings come from an empty folder."""
    settings = folder / "spark-conf"
    settings.mkdir(exist_ok=True)
    return {
        "SPARK_HOME": str(SPARK_HOME),
        "SPARK_CONF_DIR": str(settings),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_SUBMIT_OPTS": options_of_java(folder),
        "CANBAO_SECRET": SECRET,
        "PATH": f"{SPARK_HOME / 'bin'}:{AIRFLOW}:{os.environ['PATH']}",
    }


def java() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else str(shutil.which("java"))
