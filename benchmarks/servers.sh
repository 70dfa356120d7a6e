# For the commands beside it, which say `. servers.sh` and have set root, work (a folder) and series: starts Binnacle and its
# peers on this machine, one at a time, and tells what they take. Linux only: it reads /proc.

# The process and all below it.
family() {
    echo "$1"
    for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
        family "$child"
    done
}

# Ends processes at once, each with all below it: PostgreSQL outlives a server that is killed alone.
abandon() {
    for process in "$@"; do
        # shellcheck disable=SC2046 # one word a process
        kill -9 $(family "$process") 2>/dev/null || true
    done
}

# Hundredths of a processor second that the server's family has used.
cpu() {
    for process in $(family "$server"); do
        sed 's/.*) //' "/proc/$process/stat" 2>/dev/null || true
    done | awk '{ sum += $12 + $13 } END { print sum }'
}

# Megabytes: the server's own peak, and what its children share of memory now.
memory() {
    {
        grep VmHWM "/proc/$server/status"
        for process in $(family "$server" | tail -n +2); do
            grep '^Pss:' "/proc/$process/smaps_rollup" 2>/dev/null || true
        done
    } | awk '{ sum += $2 } END { printf "%d\n", sum / 1024 }'
}

now_millis() {
    echo $(($(date +%s%N) / 1000000))
}

# Waits until $1 answers the path $2 with success; fails when the server has ended. One process that mostly sleeps: a curl each
# few milliseconds would take half a core away from who is being measured.
await() {
    perl -MIO::Socket::INET -e '
        my ($address, $path, $server) = @ARGV;
        while (kill 0, $server) {
            my $socket = IO::Socket::INET->new(PeerAddr => $address, Timeout => 2);
            if ($socket) {
                print $socket "GET $path HTTP/1.1\r\nHost: $address\r\nConnection: close\r\n\r\n";
                my $status = <$socket> // "";
                exit 0 if $status =~ m{^HTTP/\S+ 2};
            }
            select undef, undef, undef, 0.005;
        }
        exit 1;' "${1#http://}" "$2" "$server"
}

# Starts system $1 on folder $2, waits until it is ready; sets server, url, ready (a path) and millis. With scraped set, a
# configuration of Prometheus, it scrapes what that names.
start() {
    began=$(now_millis)
    scraped=${scraped:-}
    case $1 in
        binnacle)
            url=http://127.0.0.1:18686
            path=/health/ready
            BINNACLE_NO_BUILD=1 "$root/binnacle" serve --data "$2" --listen 127.0.0.1:18686 \
                --set "samples.seriesMax=$((series * 2))" --set "samples.tenant.seriesMax=$((series * 2))" \
                --set "samples.tenant.newSeriesPerHourMax=$((series * 2))" \
                ${scraped:+--set "scrape.prometheusFile=$scraped"} >>"$work/log" 2>&1 &
            ;;
        prometheus)
            url=http://127.0.0.1:19090
            path=/-/ready
            mkdir -p "$2"
            echo 'global: {scrape_interval: 1m}' >"$2/prometheus.yml"
            prometheus --config.file="${scraped:-$2/prometheus.yml}" --storage.tsdb.path="$2/data" --storage.tsdb.retention.time=10y \
                --web.listen-address=127.0.0.1:19090 --web.enable-remote-write-receiver --query.max-samples=500000000 \
                --log.level=warn >>"$work/log" 2>&1 &
            ;;
        victoria-metrics)
            url=http://127.0.0.1:18428
            path=/health
            victoria-metrics -storageDataPath="$2/data" -retentionPeriod=100y -httpListenAddr=127.0.0.1:18428 \
                -search.maxUniqueTimeseries=3000000 -search.maxSamplesPerQuery=2000000000 -search.latencyOffset=0s \
                ${scraped:+"-promscrape.config=$scraped"} -loggerLevel=WARN >>"$work/log" 2>&1 &
            ;;
    esac
    server=$!
    await "$url" "$path" || { cat "$work/log" >&2; exit 1; }
    millis=$(($(now_millis) - began))
}

stop() {
    kill "-$1" "$server"
    wait "$server" 2>/dev/null || true
    server=
}
