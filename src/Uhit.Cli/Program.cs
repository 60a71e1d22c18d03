using Uhit.Cli;

return await Tool.RunAsync(args).ConfigureAwait(false);
