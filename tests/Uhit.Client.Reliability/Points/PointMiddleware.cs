using Microsoft.AspNetCore.Builder;

namespace Uhit.Client.Reliability.Points;

/// <summary>Kills at the points that lie between the network and the receiver.</summary>
internal static class PointMiddleware
{
    public static void UsePoint(this IApplicationBuilder application, PointTrap trap) => application.Use(async (context, next) =>
    {
        trap.KillAt(KillPoint.BeforeRead);
        if (trap.Point == KillPoint.MidBody)
        {
            context.Request.Body = new DyingBody(context.Request.Body, context.Request.ContentLength!.Value / 2);
        }

        if (trap.Point is KillPoint.BeforeAcknowledgement or KillPoint.MidAcknowledgement)
        {
            context.Response.Body = new DyingAnswer(context.Response.Body, trap);
        }

        await next(context).ConfigureAwait(false);
    });
}
