"""Other people's releases to files of ours."""
