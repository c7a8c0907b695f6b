-- wrk: the body of BENCH_BODY by POST, all bodies in turn; figures as one line of JSON.
local bodies, at = {}, 0
for line in io.lines(os.getenv("BENCH_BODY")) do bodies[#bodies + 1] = line end
wrk.method = "POST"
wrk.headers["Content-Type"] = os.getenv("BENCH_TYPE")

function request()
  at = at % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[at])
end

function done(summary, latency, _)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  print(string.format(
    '{"per_second": %.1f, "p50_us": %.0f, "p99_us": %.0f, "p999_us": %.0f, "failed": %d}',
    summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(99),
    latency:percentile(99.9), failed))
end
