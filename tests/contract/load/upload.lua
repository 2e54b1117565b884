-- For wrk: uploads the bundle FILE under COUNT names, each once, and fails if one of them is refused.
--
--     wrk --threads 1 --connections 16 --duration 20s --script upload.lua URL -- FILE COUNT
--
-- The token is taken from the environment, as the reference server takes it: OPENSCALER_TOKEN. wrk always takes the
-- whole duration; when all is uploaded it only waits, and what is not by then is missing.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long microseconds; } moment; int gettimeofday(moment *, void *);")

local threads = {}

local function now()
    local moment = ffi.new("moment")
    ffi.C.gettimeofday(moment, nil)
    return tonumber(moment.seconds) + tonumber(moment.microseconds) / 1e6
end

function setup(thread)
    table.insert(threads, thread)
    thread:set("number", #threads)
end

function init(arguments)
    local file = assert(io.open(arguments[1], "r"))
    -- PEM has nothing that JSON escapes but its ends of line.
    local pem = file:read("*a"):gsub("\r", "\\r"):gsub("\n", "\\n")
    file:close()
    body = ',"cert_type":"upload","cert_content":"' .. pem .. '"}'
    wanted = tonumber(arguments[2])
    sent, created, refused, first_refusal = 0, 0, 0, ""
    start = now()
    stop = start
    wrk.method = "POST"
    wrk.headers["Authorization"] = "Bearer " .. os.getenv("OPENSCALER_TOKEN")
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    sent = sent + 1
    return wrk.format(nil, "/v1/lbs/42/certificates", nil, '{"name":"' .. number .. "-" .. sent .. '"' .. body)
end

function response(status, headers, answer)
    if status == 201 then
        created = created + 1
    else
        refused = refused + 1
        first_refusal = status .. " " .. answer
    end
    if created + refused >= wanted then
        stop = now()
        wrk.thread:stop()
    end
end

function done(summary, latency)
    local created, refused, missing, seconds = 0, 0, 0, 0
    for _, thread in ipairs(threads) do
        created = created + thread:get("created")
        refused = refused + thread:get("refused")
        missing = missing + math.max(0, thread:get("wanted") - thread:get("created") - thread:get("refused"))
        seconds = math.max(seconds, thread:get("stop") - thread:get("start"))
        if thread:get("first_refusal") ~= "" then
            print("refused: " .. thread:get("first_refusal"))
        end
    end
    local errors = summary.errors
    local lost = errors.connect + errors.read + errors.write + errors.timeout
    print(string.format("%d created, %d refused, %d lost, %d missing, in %.2f s: %.0f a second", created, refused,
        lost, missing, seconds, created / seconds))
    print(string.format("an upload took %.2f ms in the middle, %.2f ms at 99 %%, %.2f ms at most",
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
    os.exit(refused + lost + missing == 0 and 0 or 1)
end
