#!/bin/sh
# The archive follows this line; java finds its directory at the end of the file.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $FOREMAN_JOB_OPTS -jar "$0" "$@"
