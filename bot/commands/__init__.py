"""The commands, one file a family. They know the services and a person at a shell; nothing else."""
