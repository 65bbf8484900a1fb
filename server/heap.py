"""One heap for all threads of the process, so that memory does not grow with the number of threads."""

import ctypes
import os

_M_ARENA_MAX = -8  # malloc.h of glibc


def share() -> None:
    """Lets threads allocate from one heap, where the C library is glibc and the operator has not set how many.

    glibc gives threads heaps of their own, up to eight a core. Every request has a thread and few annotate at once, so
    more heaps make nothing faster, and each keeps what its largest article took.
    """
    if "MALLOC_ARENA_MAX" in os.environ:
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library
        return
    mallopt(_M_ARENA_MAX, 1)
