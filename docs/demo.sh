#!/bin/sh
# Reads the sample corpus into ./.onrecord and asks three questions. Called by `make demo`.
set -eu
onrecord=${1:-onrecord}
"$onrecord" ingest corpus/articles
for question in \
  "Which chart did Walk My Walk top?" \
  "Who sued Suno?" \
  "What share of the tracks delivered to Deezer was AI-generated?"
do
  printf '\n> %s\n' "$question"
  "$onrecord" ask "$question"
done
printf '\nNext: onrecord chat    (.venv/bin/onrecord chat)\n'
