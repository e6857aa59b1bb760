# shellcheck shell=bash
# shellcheck disable=SC2034 # what is set here is read by the scripts that source this
# Finds a JDK (17 or newer), Maven (3.8 or newer) and Python (3.9 or newer). On Debian installs what is missing, where it
# may; else says the exact command and exits with 2. Sets JAVA_HOME, MVN and PYTHON. There is no Maven wrapper:
# docs/decisions/0004.

JDK_MINIMUM=17
MAVEN_MINIMUM=3.8
PYTHON_MINIMUM=3.9
JDK_PACKAGE=openjdk-17-jdk-headless
MAVEN_PACKAGE=maven
PYTHON_PACKAGE=python3

# The feature version of the JDK or JRE at a home directory, from its release file; 0 where there is none.
java_feature_version() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true)
  printf '%s' "${version:-0}"
}

# Homes to try, best first: the one asked for, the one on the path, then what the system has.
java_homes() {
  local tool=$1 found
  [[ -n ${JAVA_HOME:-} ]] && printf '%s\n' "$JAVA_HOME"
  found=$(command -v "$tool" || true)
  [[ -n $found ]] && dirname "$(dirname "$(readlink -f "$found")")"
  printf '%s\n' /usr/lib/jvm/*
}

# find_java_home TOOL: prints the first home that has bin/TOOL and is new enough.
find_java_home() {
  local tool=$1 home
  while IFS= read -r home; do
    if [[ -x $home/bin/$tool ]] && (($(java_feature_version "$home") >= JDK_MINIMUM)); then
      printf '%s' "$home"
      return 0
    fi
  done < <(java_homes "$tool")
  return 1
}

# version_at_least HAVE WANT, both like 3.8 or 3.8.7.
version_at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

maven_version() { "$1" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1; }

find_maven() {
  local maven
  for maven in "${MVN:-}" "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(command -v mvn || true)"; do
    [[ -n $maven && -x $maven ]] || continue
    if version_at_least "$(maven_version "$maven")" "$MAVEN_MINIMUM"; then
      printf '%s' "$maven"
      return 0
    fi
  done
  return 1
}

python_version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }

find_python() {
  local python
  for python in "${PYTHON:-}" "$(command -v python3 || true)" /usr/bin/python3; do
    [[ -n $python && -x $python ]] || continue
    if version_at_least "$(python_version "$python")" "$PYTHON_MINIMUM"; then
      printf '%s' "$python"
      return 0
    fi
  done
  return 1
}

# How this user may become root without being asked anything; fails where there is no way.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  else
    return 1
  fi
}

may_install() {
  command -v apt-get >/dev/null && as_root true
}

# install_packages NAME...: Debian's packages, or the exact command and exit code 2.
install_packages() {
  local command="apt-get update && apt-get install -y --no-install-recommends $*"
  may_install || die 2 "missing: $*. Install it, as root: $command"
  export DEBIAN_FRONTEND=noninteractive
  with_progress "Installing $*" "$LOGS/install.log" apt_install "$@" ||
    die 2 "could not install $*. Install it, as root: $command"
}

# Debian releases after 12 have no JDK 17, but a newer default.
apt_install() {
  local packages=("$@")
  as_root apt-get update -q
  if ! apt-cache show "$JDK_PACKAGE" >/dev/null 2>&1; then
    packages=("${packages[@]/#$JDK_PACKAGE/default-jdk-headless}")
  fi
  as_root apt-get install -y -q --no-install-recommends "${packages[@]}"
}

# After this JAVA_HOME is a JDK that compiles and MVN is a Maven that may build the project.
require_build_tools() {
  local missing=()
  find_java_home javac >/dev/null || missing+=("$JDK_PACKAGE")
  # Maven needs some Java to say its version, so it is asked with the one that was found.
  JAVA_HOME=$(find_java_home javac || true)
  [[ -n $JAVA_HOME ]] && export JAVA_HOME
  find_maven >/dev/null || missing+=("$MAVEN_PACKAGE")
  [[ -z ${python_too:-} ]] || find_python >/dev/null || missing+=("$PYTHON_PACKAGE")
  if ((${#missing[@]} > 0)); then
    unset JAVA_HOME
    install_packages "${missing[@]}"
  fi
  JAVA_HOME=$(find_java_home javac) || die 2 "no JDK $JDK_MINIMUM or newer with javac; set JAVA_HOME to one"
  export JAVA_HOME
  MVN=$(find_maven) || die 2 "no Maven $MAVEN_MINIMUM or newer; put mvn on the PATH or set MVN to it"
}

# The same, and PYTHON: who has to install things hears of all of them at once.
require_all_tools() {
  local python_too=yes
  require_build_tools
  require_python
}

# After this JAVA is a java that runs what was built.
require_java() {
  local home
  home=$(find_java_home java) || die 2 "no Java $JDK_MINIMUM or newer; install one (on Debian openjdk-17-jre-headless) or set JAVA_HOME"
  JAVA="$home/bin/java"
}

# After this PYTHON is a Python that runs scripts/verify_audit.py; nothing else here needs one.
require_python() {
  find_python >/dev/null || install_packages "$PYTHON_PACKAGE"
  PYTHON=$(find_python) || die 2 "no Python $PYTHON_MINIMUM or newer; put python3 on the PATH or set PYTHON to it"
}
