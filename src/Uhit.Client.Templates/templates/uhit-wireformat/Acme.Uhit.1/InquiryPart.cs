using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>The inquiry.</summary>
internal static class InquiryPart
{
    public static void Write(ElementWriter writer, InquiryMessage message)
    {
        writer.Start(Names.Inquiry, Names.Ns);
        writer.Write("Sender", Names.Ns, message.Header.AuthenticationId.Value);
        writer.Write("Reference", Names.Ns, message.Header.RequestId.Value);
        foreach (var line in message.Inquiry.Lines)
        {
            writer.Start("Premise", Names.Ns);
            writer.Attribute("want", Codes.Wanted(line.RequestedUsage));
            writer.Write("Esi", Names.Ns, line.EsiId.Value);
            writer.Write("From", Names.Ns, line.Period.Start);
            writer.Write("To", Names.Ns, line.Period.End);
            writer.Write("Customer", Names.Ns, line.Authorization.CustomerName);
            writer.Write("SignedBy", Names.Ns, line.Authorization.AuthorizedBy);
            writer.Write("SignedOn", Names.Ns, line.Authorization.AuthorizedOn);
            writer.End();
        }

        writer.End();
    }
}
