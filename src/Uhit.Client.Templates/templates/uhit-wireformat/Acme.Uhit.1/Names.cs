namespace Acme.Uhit._1;

/// <summary>The names of the contract.</summary>
internal static class Names
{
    public const string Ns = "urn:example:usage:1";
    public const string Inquiry = "Inquiry";
    public const string Answer = "Answer";
    public const string Verdicts = "Verdicts";
    public const string Data = "Data";
    public const string Received = "Received";
}
