namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>The names of the template language itself.</summary>
internal static class TemplateNames
{
    public const string Namespace = "urn:uhit:template";
    public const string Message = "message";
    public const string Row = "row";
    public const string Each = "each";
    public const string If = "if";
    public const string Codes = "codes";
    public const string Occurs = "occurs";
    public const string Choice = "choice";
    public const string Branch = "branch";
    public const string Nil = "nil";
    public const string Keep = "keep";
    public const string Payload = "payload";
    public const string Sample = "sample";
    public const string OptionalSample = "sample?";
    public const string Secret = "secret";

    public static readonly string[] Attributes = [Each, If, Codes, Occurs, Choice, Branch, Nil, Keep, Payload];
}
