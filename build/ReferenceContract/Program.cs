using ReferenceContract;
using Uhit.Contracts;

return args is [] or ["--check"]
    ? Generator.Run(ReferenceOptions.Read(check: args.Length > 0), Console.Out, Console.Error)
    : Generator.Run(args, Console.Out, Console.Error);
