package routes.connector.rabbitmq;

import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.SocketFrameHandler;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The socket of one connection. The client flushes after every publish; while the socket is corked, a batch is sent in a few
 * large writes. As an executor it {@link BatchingInput gathers} what the client does about the frames of one read. Cutting the
 * socket ends a blocked write, which closing the connection by the client cannot do. Thread-safe.
 */
final class CorkableFrameHandler extends SocketFrameHandler implements Executor {

    private static final int BUFFER = 64 * 1024;

    /** The client blocks its I/O thread, which runs the work, when 1,000 deliveries of a channel wait for it: so many do not fit in here. */
    private static final int INPUT_BUFFER = 32 * 1024;

    private static final long NOT = Long.MIN_VALUE;

    private final Socket socket;
    private final int mostInbound;
    private final BatchingInput input;
    private final DataInputStream in;
    private final DataOutputStream out;
    private volatile boolean corked;
    private volatile long writingSince = NOT;

    CorkableFrameHandler(Socket socket, int mostInbound) throws IOException {
        super(socket, null, mostInbound);
        this.socket = socket;
        this.mostInbound = mostInbound;
        this.input = new BatchingInput(socket.getInputStream());
        this.in = new DataInputStream(new BufferedInputStream(input, INPUT_BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(new Watched(socket.getOutputStream()), BUFFER));
    }

    void cork() {
        corked = true;
    }

    void uncork() throws IOException {
        corked = false;
        flush();
    }

    /** Has work done once for all frames of one read, on the client's I/O thread if that calls; otherwise does it at once. */
    @Override
    public void execute(Runnable work) {
        input.execute(work);
    }

    /** Called by the client's I/O thread only. */
    @Override
    public Frame readFrame() throws IOException {
        return Frame.readFrom(in, mostInbound);
    }

    /** Called by the client's I/O thread after its last frame. */
    @Override
    public void close() {
        input.end();
        super.close();
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

    /** Whether the broker has sent nothing for this long. */
    boolean isSilentFor(Duration time) {
        return input.isSilentFor(time);
    }

    /** Whether a write has been blocked for this long because the broker does not read. */
    boolean isStuckFor(Duration time) {
        long since = writingSince;
        return since != NOT && System.nanoTime() - since > time.toNanos();
    }

    void cut() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed; the next line closes the rest.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done.
        }
    }

    /** Measures how long a write to the socket takes. */
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
