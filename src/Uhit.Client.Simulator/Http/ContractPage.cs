using Microsoft.AspNetCore.Http;
using Uhit.Client.Receiving;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Http;

/// <summary>Serves the contract's files, with the address under which they were asked for.</summary>
internal static class ContractPage
{
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<WireContractFile> files)
    {
        var request = context.Request;
        var url = new Uri($"{request.Scheme}://{request.Host}{request.Path}");
        if (new ContractPages(files, url).Find(request.QueryString.Value ?? string.Empty) is not { } page)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = page.StatusCode;
        context.Response.ContentType = page.ContentType;
        context.Response.ContentLength = page.Body.Length;
        await context.Response.Body.WriteAsync(page.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
