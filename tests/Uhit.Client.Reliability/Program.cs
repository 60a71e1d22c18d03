using System.CommandLine;

// One line for each kind of run; docs/reliability.md says what each shows.
var root = new RootCommand("Shows that nothing that was acknowledged is lost, and nothing is committed twice.");
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
