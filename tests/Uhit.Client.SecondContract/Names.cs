namespace Uhit.Client.SecondContract;

/// <summary>The names of the second contract.</summary>
internal static class Names
{
    public const string Ns = "http://second.example/uhi/2024";
    public const string UsageRequest = "UsageRequest";
    public const string UsageReply = "UsageReply";
    public const string CaseOpened = "CaseOpened";
    public const string CheckResult = "CheckResult";
    public const string UsageData = "UsageData";
    public const string Receipt = "Receipt";
    public const string Trouble = "Trouble";
}
