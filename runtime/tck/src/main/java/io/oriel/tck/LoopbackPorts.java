package io.oriel.tck;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of the loopback. */
public enum LoopbackPorts implements Ports {
  TCP {
    @Override
    public Taken take(int number) throws IOException {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(address(number));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      return new TakenSocket(socket, socket.getLocalPort());
    }

    @Override
    public void send(int number, byte[] bytes) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
        socket.getOutputStream().write(bytes);
      }
    }
  },

  UDP {
    @Override
    public Taken take(int number) throws IOException {
      DatagramSocket socket = new DatagramSocket(address(number));
      return new TakenSocket(socket, socket.getLocalPort());
    }

    @Override
    public void send(int number, byte[] bytes) throws IOException {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(bytes, bytes.length, address(number)));
      }
    }
  };

  private record TakenSocket(Closeable socket, int number) implements Taken {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static InetSocketAddress address(int number) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
  }
}
