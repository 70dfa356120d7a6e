# For the commands beside it, which say `. java.sh`: builds Binnacle when something is stale, sets java (the home of a JDK 25
# or later) and load_path (the class path of the loads).
"$root/binnacle" version >/dev/null
java=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -z "$java" ] && [ -n "$home" ] && grep -qs '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$home/release"; then
        java=$home
    fi
done
[ -n "$java" ] || { echo "needs a JDK 25 or later in JAVA_HOME or /usr/lib/jvm" >&2; exit 1; }
load_path=$(ls "$root"/benchmarks/target/binnacle-benchmarks-*.jar)
for jar in "$root"/benchmarks/target/lib/*.jar; do
    load_path=$load_path:$jar
done
