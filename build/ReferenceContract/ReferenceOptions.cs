using Uhit.Contracts;

namespace ReferenceContract;

/// <summary>The options of this repository's own contract.</summary>
internal static class ReferenceOptions
{
    public static GeneratorOptions Read(bool check) => Read(check, FindRoot());

    public static GeneratorOptions Read(bool check, string root)
    {
        var wire = Path.Combine(root, "src", "Uhit.Client", "Wire");
        return new GeneratorOptions
        {
            Contracts =
            [
                Path.Combine(wire, "Contract", "usage-history-callback.wsdl"),
                Path.Combine(wire, "Contract", "usage-history-inquiry.wsdl"),
            ],
            Output = Path.Combine(wire, "Reference", "Generated"),
            Namespace = "Uhit.Client.Wire.Reference.Generated",
            Streamed = new HashSet<string>
            {
                "DeliverHistoricalUsage/UsageHistory",
                "UsageHistory/BillingPeriod",
                "UsageHistory/IntervalData",
                "IntervalData/Reading",
                "NotifyValidation/Result",
            },
            Structs = new HashSet<string> { "Reading" },
            Check = check,
            IsUtc = true,
        };
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Uhit.Client.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run this inside the repository.");
    }
}
