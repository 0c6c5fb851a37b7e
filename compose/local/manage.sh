# ./run manage ARGUMENTS: Django's command line in the running release; sourced.
manage app "$@"
