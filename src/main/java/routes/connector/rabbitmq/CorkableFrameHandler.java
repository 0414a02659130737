package routes.connector.rabbitmq;

import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.SocketFrameHandler;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * The socket of one connection. The client flushes after every publish, and buffers no more than a few events; corked, a
 * batch goes out in few large writes. Cut, it wakes whoever is stuck in a write, which closing the connection in the
 * client's own way cannot do.
 */
final class CorkableFrameHandler extends SocketFrameHandler {

    private static final int BUFFER = 64 * 1024;
    private static final long NOT = Long.MIN_VALUE;

    private final Socket socket;
    private final DataOutputStream out;
    private volatile boolean corked;
    private volatile long readAt = System.nanoTime();
    private volatile long writingSince = NOT;

    CorkableFrameHandler(Socket socket, int mostInbound) throws IOException {
        super(socket, null, mostInbound);
        this.socket = socket;
        this.out = new DataOutputStream(new BufferedOutputStream(new Watched(socket.getOutputStream()), BUFFER));
    }

    void cork() {
        corked = true;
    }

    void uncork() throws IOException {
        corked = false;
        flush();
    }

    @Override
    public Frame readFrame() throws IOException {
        Frame frame = super.readFrame();
        readAt = System.nanoTime();
        return frame;
    }

    @Override
    public void writeFrame(Frame frame) throws IOException {
        synchronized (out) {
            frame.writeTo(out);
        }
    }

    @Override
    public void flush() throws IOException {
        if (!corked) {
            synchronized (out) {
                out.flush();
            }
        }
    }

    /** Whether the broker has sent nothing at all for so long. */
    boolean isSilentFor(Duration time) {
        return System.nanoTime() - readAt > time.toNanos();
    }

    /** Whether the broker has read nothing for so long, though somebody writes to it. */
    boolean isStuckFor(Duration time) {
        long since = writingSince;
        return since != NOT && System.nanoTime() - since > time.toNanos();
    }

    void cut() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already, or about to be: the next line sees to it.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // What cannot be closed is closed.
        }
    }

    /** Notes how long a write to the socket takes. */
    private final class Watched extends FilterOutputStream {

        Watched(OutputStream socket) {
            super(socket);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            writingSince = System.nanoTime();
            try {
                out.write(bytes, from, length);
            } finally {
                writingSince = NOT;
            }
        }
    }
}
