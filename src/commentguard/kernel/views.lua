-- Log-odds of every view of a batch, with its sentences and its trees, and which view speaks for each comment.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local rshift, cast = bit.rshift, ffi.cast
local sqrt, exp, max, min = math.sqrt, math.exp, math.max, math.min
local Ints, Doubles = ffi.typeof("int64_t *"), ffi.typeof("double *")
local ask = constants.trees
-- Numbers of a view or sentence, those that trees ask about behind the columns, and heads.
local PLACES, BEHIND, HEADS = constants.places, constants.behind, constants.heads

-- How many of `numbers` [low, high) with a step of `stride`, which ascend, are below `limit`, counted from 0.
local function below(numbers, stride, low, high, limit)
  while low < high do
    local middle = rshift(low + high, 1)
    if numbers[stride * middle] < limit then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

-- The places of `count` ranges of comments, which begin at `s` and have the words from `f` on that stand at `w`.
local function place(ranges, count, s, f, w, views)
  for k = 0, count - 1 do
    local row = tonumber(ranges[k])
    local view, low, high = views + PLACES * k, tonumber(f[row]), tonumber(f[row + 1])
    local from, to = s[row] + ranges[count + k], s[row] + ranges[2 * count + k]
    view[0], view[1], view[2] = row, from, to
    view[3], view[4] = below(w, 1, low, high, from), below(w, 1, low, high, to)
  end
end

-- `count` comments lie on a page from `starts` on; `firsts` of `word_at` are theirs. `segments` and `utterances` have
-- three rows: comments, begins and ends in them. `sums` of `width` as weigh.lua leaves them, words from row `words` on.
-- `dense` has three numbers a comment: of unwanted, kind, sentences, as `bias` has; `weights` are those of mean,
-- highest and last sentence. For the arguments of trees see trees.lua. Room for what `Scores` reads, one behind the
-- other: of views 5 places, first sentence and end of them, of sentences 5 places, winners; of sentences their
-- likelihood, of views lift, what trees ask about, their answer, the score; log-odds and kind; and of views their
-- comments, for trees to read.
return function(
  count, starts, firsts, word_at, segments, segment_count, utterances, utterance_count,
  sums, width, words, dense, bias, weights, penalty, discount,
  plan, questions, trees, columns, inputs, out
)
  local s, f, w = cast(Ints, starts), cast(Ints, firsts), cast(Ints, word_at)
  local total, d, b, m = cast(Doubles, sums), cast(Doubles, dense), cast(Doubles, bias), cast(Doubles, weights)
  local view_count = count + segment_count
  local views = cast(Ints, out)
  local first = views + PLACES * view_count
  local behind = first + view_count
  local sentences = behind + view_count
  local winner = sentences + PLACES * utterance_count
  local likelihood = cast(Doubles, winner + count)
  local lift = likelihood + utterance_count
  local asked = lift + view_count
  local added = asked + BEHIND * view_count
  local plain = added + view_count
  local log_odds = plain + view_count
  local kind = log_odds + count
  local rows = kind + count

  for row = 0, count - 1 do
    local view = views + PLACES * row
    view[0], view[1], view[2], view[3], view[4] = row, s[row], s[row + 1] - 1, f[row], f[row + 1]
  end
  place(cast(Ints, segments), segment_count, s, f, w, views + PLACES * count)
  place(cast(Ints, utterances), utterance_count, s, f, w, sentences)

  for k = 0, utterance_count - 1 do
    local view = sentences + PLACES * k
    local a, z = total + width * view[1], total + width * view[2]
    local p, q = total + width * (words + view[3]), total + width * (words + view[4])
    local said = (z[2] - a[2]) / sqrt(max(z[width - 1] - a[width - 1], 1))
    said = said + (q[2] - p[2]) / sqrt(max(q[width - 1] - p[width - 1], 1))
    said = said + d[HEADS * view[0] + 2] + b[2]
    likelihood[k] = 1 / (1 + exp(min(-said, 700)))
  end

  for k = 0, view_count - 1 do
    local view = views + PLACES * k
    local a, z = total + width * view[1], total + width * view[2]
    local p, q = total + width * (words + view[3]), total + width * (words + view[4])
    local chars = sqrt(max(z[width - 1] - a[width - 1], 1))
    local spoken = sqrt(max(q[width - 1] - p[width - 1], 1))
    asked[BEHIND * k + 3] = (z[0] - a[0]) / chars + (q[0] - p[0]) / spoken
    if k < count then
      kind[k] = (z[1] - a[1]) / chars + (q[1] - p[1]) / spoken + d[HEADS * k + 1] + b[1]
    end
    -- The sentences that begin in a view, or the one that it lies in.
    local from = below(sentences + 1, PLACES, 0, utterance_count, view[1])
    local to = below(sentences + 1, PLACES, from, utterance_count, view[2])
    local sum, highest, last = 0.0, 0.0, 0.0
    behind[k] = to
    if to == 0 or sentences[PLACES * (to - 1)] ~= view[0] then
      first[k] = -1
    else
      from = min(from, to - 1)
      first[k] = from
      for sentence = from, to - 1 do
        sum, highest = sum + likelihood[sentence], max(highest, likelihood[sentence])
      end
      sum, last = sum / (to - from), likelihood[to - 1]
    end
    asked[BEHIND * k], asked[BEHIND * k + 1], asked[BEHIND * k + 2] = sum, highest, last
    lift[k] = m[0] * sum + m[1] * highest + m[2] * last
    added[k] = 0
    cast(Ints, rows)[k] = view[0]
  end
  if trees > 0 then
    ask(plan, questions, trees, columns, inputs, rows, asked, view_count, added)
  end

  for k = 0, view_count - 1 do
    local row = tonumber(views[PLACES * k])
    local score = asked[BEHIND * k + 3] + d[HEADS * row] + b[0] + lift[k] + added[k]
    plain[k] = score
    -- Later segments win only by being strictly better, so that ties go to the whole text.
    if k < count then
      log_odds[k], winner[k] = score, k
    else
      score = score - discount * (score - plain[row]) - penalty
      if score > log_odds[row] then
        log_odds[row], winner[row] = score, k
      end
    end
  end
end
