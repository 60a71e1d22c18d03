using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Reliability.Points;
using Uhit.Client.Reliability.Processes;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>A receiver as a user would run it: ASP.NET Core, mutual TLS, a store on disk, handlers.</summary>
internal static class ReceiverHost
{
    public const string Role = "receiver";
    public const string CallbackPath = "/uhit/callback";

    public static async Task RunAsync(ParentLine parent)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        HostServices.Add(builder.Services, parent);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.ListenUhitCallbacks(IPAddress.Loopback, 0));
        var application = builder.Build();
        await using var disposing = application.ConfigureAwait(false);
        var trap = application.Services.GetRequiredService<PointTrap>();
        if (trap.Point != KillPoint.None)
        {
            application.UsePoint(trap);
        }

        application.UseRouting();
        application.MapUhitCallbacks(CallbackPath);
        await application.StartAsync().ConfigureAwait(false);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        parent.Tell("ready " + new Uri(new Uri(address), CallbackPath));
        await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
    }
}
