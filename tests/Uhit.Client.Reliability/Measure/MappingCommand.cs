using System.CommandLine;

namespace Uhit.Client.Reliability.Measure;

/// <summary>The command <c>mapping</c>.</summary>
internal static class MappingCommand
{
    public static Command Create()
    {
        var rounds =
            new Option<int>("--rounds") { Description = "How many rounds the rates are compared in.", DefaultValueFactory = _ => 30 };
        var years = new Option<int>("--years") { Description = "How many meter-years the delivery holds.", DefaultValueFactory = _ => 2 };
        var command = new Command("mapping", "Compares the reading of a delivery by a contract folder with that by generated code.")
        {
            rounds,
            years,
        };
        command.SetAction(result => MappingRun.Run(result.GetValue(rounds), result.GetValue(years), Console.Out) ? 0 : 1);
        return command;
    }
}
