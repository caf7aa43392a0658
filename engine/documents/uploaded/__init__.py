"""What an uploaded file really is: judged in a child process, by its first and last bytes."""
