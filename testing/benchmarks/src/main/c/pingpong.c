/* Ping-pong of 32 bytes between two processes over loopback TCP; prints the median round trip in microseconds. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 10000, SIZE = 32 };

static int compare(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

static int whole(int socket, char *ball) {
    for (int at = 0; at < SIZE;) {
        ssize_t count = read(socket, ball + at, SIZE - at);
        if (count <= 0) return 0;
        at += count;
    }
    return 1;
}

int main(void) {
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    char ball[SIZE] = {0};
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1) || getsockname(listener, (struct sockaddr *)&address, &length)) return 1;
    if (fork() == 0) {
        int peer = accept(listener, NULL, NULL);
        setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        while (whole(peer, ball)) if (write(peer, ball, SIZE) != SIZE) break;
        return 0;
    }
    int peer = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(peer, (struct sockaddr *)&address, length)) return 1;
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    static double took[ROUNDS];
    for (int round = -ROUNDS / 10; round < ROUNDS; round++) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        if (write(peer, ball, SIZE) != SIZE || !whole(peer, ball)) return 1;
        clock_gettime(CLOCK_MONOTONIC, &end);
        if (round >= 0) took[round] = (end.tv_sec - start.tv_sec) * 1e6 + (end.tv_nsec - start.tv_nsec) / 1e3;
    }
    qsort(took, ROUNDS, sizeof *took, compare);
    printf("%.2f\n", took[ROUNDS / 2]);
    return 0;
}
