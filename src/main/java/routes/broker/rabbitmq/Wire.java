package routes.broker.rabbitmq;

import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.SocketFrameHandler;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * The socket of one connection. The client flushes after every publish, and buffers no more than a few events; corked, a
 * batch goes out in few large writes. Cut, it wakes whoever is stuck in a write, which closing the connection in the
 * client's own way cannot do.
 */
final class Wire extends SocketFrameHandler {

    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final DataOutputStream out;
    private volatile boolean corked;

    Wire(Socket socket, int mostInbound) throws IOException {
        super(socket, null, mostInbound);
        this.socket = socket;
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    }

    void cork() {
        corked = true;
    }

    void uncork() throws IOException {
        corked = false;
        flush();
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
}
