using Uhit.Client.Wire;

internal static class Contracts
{
    public static void UseFolder(WebApplicationBuilder builder)
    {
        // <folder>
        builder.Services.AddUhitClient("Production").UseContract("cnp/");
        // </folder>
    }

    public static void UseClass(WebApplicationBuilder builder, UhitWireFormat cnpWireFormat)
    {
        // <class>
        builder.Services.AddUhitClient("Production").UseWireFormat(cnpWireFormat); // a UhitWireFormat
        // </class>
    }
}
