"""One USD stage, read by OpenUSD for an Oriel server and handed over on stdout.

Started as: python -I worker.py MEMORY_LIMIT_BYTES. It says hello, then answers one request on stdin
after the other with frames (wire.py): first to open a stage, then questions about its prims. It
ends with its stdin and never outlives the process that started it.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent():
    parent = os.getppid()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)


def limit_memory(limit):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limit > 0:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def take_stdout():
    """The protocol gets the pipe; whatever USD prints goes to stderr."""
    pipe = os.fdopen(os.dup(1), "wb", 1 << 20)
    os.dup2(2, 1)
    return pipe


def main():
    die_with_parent()
    limit_memory(int(sys.argv[1]))
    pipe = take_stdout()
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import wire

    out = wire.FrameWriter(pipe)
    try:
        from pxr import Usd

        import service
    except ImportError as error:
        out.error(wire.ERROR_IMPORT, str(error))
        return
    version = ".".join(str(part) for part in Usd.GetVersion()[1:])
    out.hello("usd-core " + version, "Python " + sys.version.split()[0])
    service.warm_up()
    service.serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        pass
    # USD's static destructors cost up to a second on a large stage and give nothing back.
    sys.stderr.flush()
    os._exit(0)
