using ReferenceContract;
using Uhit.Contracts;

return Generator.Run(ReferenceOptions.Read(check: args is ["--check"]), Console.Out, Console.Error);
