-- Neovim as a client nobody here wrote: diagnostics arrive, a code action is applied, the file is saved.
-- Called with the command of the server as a JSON list in FARTHING_COMMAND, the file to open, and the title of the action.
local command = vim.json.decode(vim.env.FARTHING_COMMAND)
local wanted = vim.env.FARTHING_ACTION

local function wait_for(what, holds)
  if not vim.wait(30000, holds, 20) then
    io.stderr:write("timed out: " .. what .. "\n")
    vim.cmd("cquit 1")
  end
end

local client = vim.lsp.start_client({ name = "farthing", cmd = command, root_dir = vim.fn.getcwd() })
wait_for("the client", function() return client ~= nil end)
vim.lsp.buf_attach_client(0, client)

local function told()
  return vim.tbl_map(function(diagnostic)
    return { rule = diagnostic.code, line = diagnostic.lnum + 1, message = diagnostic.message }
  end, vim.diagnostic.get(0))
end

wait_for("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
local before = told()

local first = vim.diagnostic.get(0)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.tbl_map(function(one) return one.user_data.lsp and {
  range = { start = { line = one.lnum, character = one.col }, ["end"] = { line = one.end_lnum, character = one.end_col } },
  code = one.code, source = one.source, message = one.message,
} end, vim.diagnostic.get(0)) }
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)
local titles, chosen = {}, nil
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do
    table.insert(titles, action.title)
    if action.title:find(wanted, 1, true) then chosen = action end
  end
end
if chosen then
  vim.lsp.util.apply_workspace_edit(chosen.edit, vim.lsp.get_client_by_id(client).offset_encoding)
  wait_for("the finding to go", function() return #vim.diagnostic.get(0) == #before - 1 end)
end
vim.cmd("write")
io.stdout:write(vim.json.encode({ before = before, titles = titles, after = told(), applied = chosen ~= nil }) .. "\n")
vim.lsp.stop_client(client)
wait_for("the server to end", function() return vim.lsp.client_is_stopped(client) end)
vim.cmd("quitall!")
