from django.contrib.auth.decorators import login_required
from django.urls import path
from django.urls.conf import include

from . import views

app_name = "shop"

items = [
    # route: GET /shop/items/ ItemList; guards: Weekdays
    path("", views.ItemList.as_view()),
    # route: GET /shop/items/new/ ItemCreate.get; guards: LoginRequiredMixin
    # route: POST /shop/items/new/ ItemCreate; guards: LoginRequiredMixin
    path("new/", views.ItemCreate.as_view()),
    # route: GET /shop/items/{pk}/ ItemDetail; guards: StaffOnly
    path("<int:pk>/", views.ItemDetail.as_view()),
    # route: POST /shop/items/{pk}/buy/ buy; guards: login_required, permission_required("shop.buy")
    path("<int:pk>/buy/", views.buy),
    # route: GET /shop/items/{pk}/stock/ stock; guards: audited
    # route: PUT /shop/items/{pk}/stock/ stock; guards: audited
    path("<int:pk>/stock/", views.stock),
]

urlpatterns = [
    path("items/", include(items)),
    # route: ANY /shop/preview/ Preview; guards: login_required
    path("preview/", login_required(views.Preview())),
    # route: GET /shop/cart/ Cart.get; guards: login_required, audited
    # route: POST /shop/cart/ Cart.post; guards: login_required, staff_member_required
    path("cart/", views.Cart.as_view()),
    # route: GET /shop/orders/ Orders.get; guards: login_required
    # route: DELETE /shop/orders/ BaseOrders.delete; guards: login_required
    path("orders/", views.Orders.as_view()),
]
