using Uhit.Client.ContractGenerator;

return Generator.Run(args, Console.Out, Console.Error);
