from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    api_prefix: str = "/api"
    debug: bool = False


def get_settings() -> Settings:
    return Settings()
