using Microsoft.AspNetCore.Http;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Http;

/// <summary>Serves the contract's files, as they are.</summary>
internal static class ContractPage
{
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<WireContractFile> files)
    {
        var query = context.Request.Query;
        var file = files.FirstOrDefault(file => query.ContainsKey("wsdl") || query["xsd"] == file.Name);
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/xml; charset=utf-8";
        context.Response.ContentLength = file.Content.Length;
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted).ConfigureAwait(false);
    }
}
