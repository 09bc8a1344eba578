-- Has wrk issue a batch of requests for each number of them that comes on standard input, and
-- answer with the number when it would send the first request too many. Up to c - 1 replies are
-- then under way; the next batch begins with them. All requests are the same, and replies are not
-- checked: this is the limit.

local get, batch
local left = 1 -- wrk asks once before it starts, to see a request

function request()
  if left == 0 then
    if batch then
      io.write(batch, "\n")
      io.flush()
    end
    batch = io.read("*n")
    if not batch then os.exit(0) end
    left = batch
  end
  left = left - 1
  get = get or wrk.format("GET", "/0")
  return get
end
