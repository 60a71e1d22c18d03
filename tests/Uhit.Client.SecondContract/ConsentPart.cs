using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>A customer's authorization.</summary>
internal static class ConsentPart
{
    public const string Element = "Consent";

    public static void Write(ElementWriter writer, CustomerAuthorization authorization)
    {
        writer.Start(Element, Names.Ns);
        writer.Attribute("customer", authorization.CustomerName);
        writer.Attribute("signer", authorization.AuthorizedBy);
        writer.Attribute("title", authorization.Title);
        writer.Attribute("company", authorization.Company);
        writer.Attribute("phone", authorization.Telephone);
        writer.Attribute("mail", authorization.Email);
        writer.Attribute("to", authorization.AuthorizedRecipient);
        writer.Attribute("signed", authorization.AuthorizedOn);
        writer.Attribute("until", authorization.ExpiresOn);
        writer.Attribute("obtained", Codes.YesNo(authorization.Obtained));
        writer.End();
    }

    public static CustomerAuthorization Read(ElementReader reader)
    {
        var authorization = new CustomerAuthorization
        {
            CustomerName = reader.Attribute("customer").Text,
            AuthorizedBy = reader.Attribute("signer").Text,
            Title = reader.OptionalAttribute("title")?.Text,
            Company = reader.OptionalAttribute("company")?.Text,
            Telephone = reader.Attribute("phone").Text,
            Email = reader.Attribute("mail").Text,
            AuthorizedRecipient = reader.OptionalAttribute("to")?.Text,
            AuthorizedOn = reader.Attribute("signed").ToPlausibleDate(),
            ExpiresOn = reader.OptionalAttribute("until")?.ToPlausibleDate(),
            Obtained = Codes.IsYes(reader.Attribute("obtained")),
        };
        reader.Leave();
        return authorization;
    }
}
