// <report>
using Uhit.Client;
using Uhit.Client.Export;

// </report>
internal static class Reporting
{
    public static async Task RunAsync(IUsageHistoryClient client, RequestId id, CancellationToken token)
    {
        // <report>
        var page = File.Create("report.html");
        await using (page)
        {
            await UsageReport.WriteAsync(
                client.ReadUsageAsync(id, token), page, new UsageReportOptions { Title = "Synthetic Bakery" }, token);
        }
        // </report>
    }
}
