namespace VpceTools; internal static class Placeholder { }
