using Uhit.Client.Inquiries;

namespace Uhit.Client.SecondContract;

/// <summary>A customer's authorization.</summary>
internal static class ConsentPart
{
    public const string Element = "Consent";

    public static void Write(MessageWriter writer, CustomerAuthorization authorization)
    {
        writer.Start(Element);
        writer.Attribute("customer", authorization.CustomerName);
        writer.Attribute("signer", authorization.AuthorizedBy);
        writer.Attribute("title", authorization.Title);
        writer.Attribute("company", authorization.Company);
        writer.Attribute("phone", authorization.Telephone);
        writer.Attribute("mail", authorization.Email);
        writer.Attribute("to", authorization.AuthorizedRecipient);
        writer.Attribute("signed", (DateOnly?)authorization.AuthorizedOn);
        writer.Attribute("until", authorization.ExpiresOn);
        writer.Attribute("obtained", authorization.Obtained ? "Y" : "N");
        writer.End();
    }

    public static CustomerAuthorization Read(MessageReader reader) => reader.Element(Element, () =>
    {
        var authorization = new CustomerAuthorization
        {
            CustomerName = reader.Text("customer"),
            AuthorizedBy = reader.Text("signer"),
            Title = reader.Optional("title"),
            Company = reader.Optional("company"),
            Telephone = reader.Text("phone"),
            Email = reader.Text("mail"),
            AuthorizedRecipient = reader.Optional("to"),
            AuthorizedOn = reader.Date("signed"),
            ExpiresOn = reader.OptionalDate("until"),
            Obtained = reader.Text("obtained") switch
            {
                "Y" => true,
                "N" => false,
                _ => throw reader.Refuse("bad-value", "obtained"),
            },
        };
        reader.NoChildren();
        return authorization;
    });
}
