"""What every part stands on: values, errors, records, ports, the system clock, logs."""
