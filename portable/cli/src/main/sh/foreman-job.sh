#!/bin/sh
# The archive follows the last line; java finds its directory at the end of the file.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
    # arguments and output would be cut down to ASCII
    C | POSIX) LC_ALL=C.UTF-8 && export LC_ALL ;;
esac
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $FOREMAN_JOB_OPTS -jar "$0" "$@"
