using Uhit.Cli;
using Uhit.Cli.Hosting;

using var stop = new StopSignals();
return await Tool.RunAsync(args, ToolConsole.OfProcess(), stop.Token).ConfigureAwait(false);
