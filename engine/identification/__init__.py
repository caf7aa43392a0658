"""Who a person is: sessions of photo and video identification at an outside provider."""
