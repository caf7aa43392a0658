"""How much a child process may use before it is stopped."""

from __future__ import annotations

import resource
from pathlib import Path


def limit(memory: int, seconds: int) -> None:
    """From now on: so many bytes more, so many seconds of the processor, no file and no process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no document on the disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    most = _address_space(memory) + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space(memory: int) -> int:
    """Bytes of address space now; a guess where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 8 * memory
    return pages * resource.getpagesize()
