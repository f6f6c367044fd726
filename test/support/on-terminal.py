"""Runs a command on a terminal of its own, as a person would, and presses Ctrl+C once it has said a word.

    python3 on-terminal.py WORD COMMAND...

Prints what the command printed and ends with its exit code.
"""

import os
import pty
import sys

word, command = sys.argv[1].encode(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b""
pressed = False
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:  # Linux's way to say that nobody has the terminal open any more
        break
    if not chunk:
        break
    seen += chunk
    if not pressed and word in seen:
        os.write(terminal, b"\x03")
        pressed = True
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
