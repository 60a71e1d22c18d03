using System.CommandLine;
using Uhit.Client.Reliability.Controls;
using Uhit.Client.Reliability.Copies;
using Uhit.Client.Reliability.Faults;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Kills;
using Uhit.Client.Reliability.Measure;
using Uhit.Client.Reliability.Orders;
using Uhit.Client.Reliability.Points;
using Uhit.Client.Reliability.Polls;
using Uhit.Client.Reliability.Power;
using Uhit.Client.Reliability.Sends;
using Uhit.Client.Reliability.Workers;
using Uhit.Client.Reliability.Zombies;

// The processes that the runs kill are this program again.
if (args is ["host", var role])
{
    return await Hosts.RunAsync(role).ConfigureAwait(false);
}

// One line for each kind of run; docs/explanation/reliability.md says what each shows.
var root = new RootCommand("Shows that nothing that was acknowledged is lost, and nothing is committed twice.");
root.Add(PowerCommand.Create());
root.Add(KillCommand.Create());
root.Add(PointCommand.Create());
root.Add(OrdersCommand.Create());
root.Add(CopiesCommand.Create());
root.Add(ControlsCommand.Create());
root.Add(FaultsCommand.Create());
root.Add(MeasureCommand.Create());
root.Add(MappingCommand.Create());
root.Add(FloodCommand.Create());
root.Add(SendCommand.Create());
root.Add(PollCommand.Create());
root.Add(WorkerCommand.Create());
root.Add(ZombieCommand.Create());

// By itself the parser passes over a time limit in silence.
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
    return 1;
}
