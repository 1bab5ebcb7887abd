"""A relay that takes all mail, and writes down the Message-ID of each as soon as it has answered for it.

    relay.py PORT FILE SLOW

While a file SLOW is there each message takes a second."""

import asyncio
import os
import re
import sys

port, file, slow = int(sys.argv[1]), sys.argv[2], sys.argv[3]
ledger = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)


async def serve(reader, writer):
    async def say(line):
        writer.write(line.encode() + b"\r\n")
        await writer.drain()

    recipient = ""
    try:
        await say("220 relay.test ESMTP")
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "EHLO":
                await say("250-relay.test")
                await say("250-PIPELINING")
                await say("250 ENHANCEDSTATUSCODES")
            elif verb == "RCPT":
                recipient = re.search(r"<(.*?)>", line).group(1)
                await say("250 2.1.5 ok")
            elif verb == "DATA":
                await say("354 go on")
                mail = await reader.readuntil(b"\r\n.\r\n")
                if os.path.exists(slow):
                    await asyncio.sleep(1)
                name = re.search(rb"(?im)^message-id:\s*<([^>]*)>", mail).group(1).decode()
                os.write(ledger, f"{name.split('@')[0][:32]} {recipient}\n".encode())
                await say("250 2.0.0 taken")
            elif verb == "QUIT":
                await say("221 2.0.0 bye")
                break
            else:
                await say("250 2.0.0 ok")
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", port, limit=1 << 22)
    async with server:
        await server.serve_forever()


asyncio.run(main())
