/// How the threads of a batcher wait for each other.
package batcher.thread;
