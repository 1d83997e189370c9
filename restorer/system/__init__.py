"""The system below: threads and processes, signals, paths, files half written, variables."""
