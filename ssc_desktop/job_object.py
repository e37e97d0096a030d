"""Windows: a process that may take only so much memory and time, and begins no other.

A job object holds the process that it was asked from; nothing leaves it again. Written after
Microsoft's documentation of `SetInformationJobObject`.
"""

import contextlib
import ctypes
from ctypes import wintypes
from typing import Any, Final

_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
_PROCESS_TIME: Final = 0x00000002
_ACTIVE_PROCESSES: Final = 0x00000008
_PROCESS_MEMORY: Final = 0x00000100
_END_WITH_JOB: Final = 0x00002000
_TICKS: Final = 10_000_000
"""In a second: Windows counts in 100 ns."""
_OWN_MEMORY: Final = 200 << 20
"""Bytes that the program itself may have taken: nobody says what it has."""
_kept: list[Any] = []
"""The job lives as long as somebody holds it."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Counters(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in (
        "reads", "writes", "others", "read_bytes", "written_bytes", "other_bytes"))  # fmt: skip


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("counters", _Counters),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process_memory", ctypes.c_size_t),
        ("most_job_memory", ctypes.c_size_t),
    )


def limits(seconds: int, memory: int) -> _Extended:
    """What Windows is told: so many seconds of the processor (0 for any), bytes of memory."""
    said = _Extended()
    said.basic.flags = _PROCESS_MEMORY | _ACTIVE_PROCESSES | _END_WITH_JOB
    if seconds:
        said.basic.flags |= _PROCESS_TIME
    said.basic.process_time = seconds * _TICKS
    said.basic.active_processes = 1
    said.process_memory = memory + _OWN_MEMORY
    return said


def limit(seconds: int, memory: int) -> None:
    """Put this process into a job with these limits; left out where Windows refuses."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32,
    )  # fmt: skip
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    said = limits(seconds, memory)
    with contextlib.suppress(OSError):
        job = kernel.CreateJobObjectW(None, None)
        _kept.append(job)
        kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(said), ctypes.sizeof(said)
        )
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
