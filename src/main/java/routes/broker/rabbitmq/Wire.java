package routes.broker.rabbitmq;

import com.rabbitmq.client.impl.SocketFrameHandler;
import java.io.IOException;
import java.net.Socket;

/**
 * The socket of one connection. The client flushes after every publish; corked, a batch goes out with one flush. Cut, it
 * wakes whoever is stuck in a write, which closing the connection in the client's own way cannot do.
 */
final class Wire extends SocketFrameHandler {

    private final Socket socket;
    private volatile boolean corked;

    Wire(Socket socket, int mostInbound) throws IOException {
        super(socket, null, mostInbound);
        this.socket = socket;
    }

    void cork() {
        corked = true;
    }

    void uncork() throws IOException {
        corked = false;
        super.flush();
    }

    @Override
    public void flush() throws IOException {
        if (!corked) {
            super.flush();
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
